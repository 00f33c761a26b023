// The Playground listens on all addresses of the machine and has no setting for it: here it listens on this machine alone.
const { Server } = require("node:net");
const listen = Server.prototype.listen;

Server.prototype.listen = function (port, ...rest) {
  const isPort = typeof port === "number" || typeof port === "string";
  if (!isPort) return listen.call(this, port, ...rest);
  const callback = rest.find((one) => typeof one === "function");
  return listen.call(this, { port: Number(port), host: "127.0.0.1" }, callback);
};
