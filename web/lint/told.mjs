// Reads what Redocly found and tells it, one line each; warnings are failures here.
import { readFileSync } from "node:fs";

const said = readFileSync(0, "utf8");
const begin = said.indexOf("{");
if (begin < 0) {
  console.error("redocly said nothing");
  process.exit(1);
}
const { problems, totals } = JSON.parse(said.slice(begin));
for (const { ruleId, severity, message, location } of problems.filter(({ ignored }) => !ignored)) {
  console.error(`${severity} ${ruleId}: ${message} (${location[0]?.pointer})`);
}
process.exit(totals.errors + totals.warnings > 0 ? 1 : 0);
