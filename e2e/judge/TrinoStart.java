/** Starts the server of trino-main, as the launcher of Trino's distribution does. */
public final class TrinoStart {
    public static void main(String[] args) {
        new io.trino.server.Server().start(args[0]);
    }
}
