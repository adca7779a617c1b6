import io.trino.server.Server;

/** Starts Trino from its jars alone: the archive of its server is a gigabyte, nearly all of it connectors that are not asked. */
public class TrinoMain {
  public static void main(String[] arguments) {
    new Server().start(arguments[0]);
  }
}
