package org.castellan.runtime.settings;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the WAR's own DataSources reach PostgreSQL.
 *
 * @param url a {@code jdbc:postgresql:} URL, which may hold a password: not for logs
 * @param owner who owns the tables and migrates them; empty when that is the user itself
 * @param poolSize connections that the work of one replica uses at once, 2 to 100
 */
public record DatabaseSettings(
    Secret url, String user, Secret password, Optional<Login> owner, int poolSize) {

  /** A role of the database. */
  public record Login(String user, Secret password) {}

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
        owner(reading),
        reading.integer(Variable.DB_POOL_SIZE, 2, MOST_CONNECTIONS));
  }

  /** Host, port and database without the rest, for logs. */
  public String address() {
    var matcher = ADDRESS.matcher(url.value());
    return matcher.find() ? matcher.group(1) + "/" + matcher.group(2) : "the configured URL";
  }

  private static Optional<Login> owner(Reading reading) {
    Optional<String> user = reading.optional(Variable.DB_MIGRATION_USER);
    Secret password = new Secret(reading.text(Variable.DB_MIGRATION_PASSWORD));
    if (user.isEmpty() && !password.value().isEmpty()) {
      reading.problem(
          "CASTELLAN_DB_MIGRATION_PASSWORD is given, but no CASTELLAN_DB_MIGRATION_USER.");
    }
    if (user.equals(Optional.of(reading.text(Variable.DB_USER)))) {
      reading.problem(
          Variable.DB_MIGRATION_USER,
          user.orElse(""),
          "must be another one than CASTELLAN_DB_USER");
    }
    return user.map(it -> new Login(it, password));
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
