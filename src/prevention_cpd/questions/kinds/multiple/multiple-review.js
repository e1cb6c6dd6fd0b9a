// Several options are told of as one is.
import { singleReview } from "./single-review.js";

export const multipleReview = singleReview;
