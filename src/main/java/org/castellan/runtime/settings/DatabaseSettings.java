package org.castellan.runtime.settings;

import java.util.regex.Pattern;

/**
 * How the WAR's own DataSources reach PostgreSQL.
 *
 * @param url a {@code jdbc:postgresql:} URL, which may hold a password: not for logs
 * @param poolSize connections that the work of one replica uses at once, 2 to 100
 */
public record DatabaseSettings(Secret url, String user, Secret password, int poolSize) {

  /** What the annotations that define the pool say; the setting is a permit below it. */
  public static final int MOST_CONNECTIONS = 100;

  private static final String JDBC = "jdbc:postgresql:";
  private static final Pattern SHORT = Pattern.compile("[^\\s/:@?]+(:\\d{1,5})?/[^\\s/?@]+");
  private static final Pattern ADDRESS = Pattern.compile("//([^/?]+)/([^?]*)");

  static DatabaseSettings read(Reading reading) {
    return new DatabaseSettings(
        new Secret(url(reading)),
        reading.text(Variable.DB_USER),
        new Secret(reading.text(Variable.DB_PASSWORD)),
        reading.integer(Variable.DB_POOL_SIZE, 2, MOST_CONNECTIONS));
  }

  /** Host, port and database without the rest, for logs. */
  public String address() {
    var matcher = ADDRESS.matcher(url.value());
    return matcher.find() ? matcher.group(1) + "/" + matcher.group(2) : "the configured URL";
  }

  private static String url(Reading reading) {
    String given = reading.text(Variable.DB_URL);
    if (given.startsWith(JDBC)) {
      return given;
    }
    if (!SHORT.matcher(given).matches()) {
      reading.problem(
          "CASTELLAN_DB_URL is neither host:port/database nor a URL that begins with "
              + JDBC
              + ".");
    }
    return JDBC + "//" + given;
  }
}
