// @argdown/cli 1.7.5 asks for util.isFunction, which Node dropped in its version 23.
const util = require("node:util");

util.isFunction ??= (value) => typeof value === "function";
