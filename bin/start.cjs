require("./program.cjs")("start");
