// Times in the zone of whoever reads; without this they stand in that of the server.
import { datesIn, moment } from "./times.js";

datesIn(document.documentElement.lang);
for (const each of document.querySelectorAll("time[datetime]")) each.textContent = moment(each.dateTime);
