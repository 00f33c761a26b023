// Reads an array of cards and writes what Microsoft's own library finds wrong with each: an array of arrays.
const { AdaptiveCard, HostConfig, SerializationContext } = require(process.argv[2] + "/adaptivecards/dist/adaptivecards.js");

function faultsOf(json) {
  const context = new SerializationContext();
  const card = new AdaptiveCard();
  card.hostConfig = new HostConfig({ actions: { maxActions: 6 } });
  card.parse(json, context);
  const read = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at));
  const validated = card.validateProperties().validationEvents;
  return [...read, ...validated].map((found) => found.message);
}

const cards = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(cards.map(faultsOf)));
