require("./program.cjs")("demo");
