package org.castellan.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The servers that Castellan runs on. */
enum ServerKind {
  WILDFLY("WildFly 39", "10", 17),
  WILDFLY_PREVIEW("WildFly Preview 39", "11", 17),
  PAYARA_SERVER_6("Payara Server 6", "10", 17),
  PAYARA_SERVER_7("Payara Server 7", "11", 21),
  PAYARA_MICRO_6("Payara Micro 6", "10", 17);

  private final String title;
  private final String jakarta;
  private final int oldestJdk;

  ServerKind(String title, String jakarta, int oldestJdk) {
    this.title = title;
    this.jakarta = jakarta;
    this.oldestJdk = oldestJdk;
  }

  String title() {
    return title;
  }

  /** The version of Jakarta EE that it has. */
  String jakarta() {
    return jakarta;
  }

  /**
   * The server's name and version in its own words, as it says in its log; the title where it says
   * nothing.
   */
  String version(Path log) {
    String name = title.substring(0, title.lastIndexOf(' '));
    try {
      return Pattern.compile(name + " \\d+\\.[\\w.]+")
          .matcher(Files.readString(log))
          .results()
          .map(MatchResult::group)
          .findFirst()
          .orElse(title);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean runsOn(Jdk jdk) {
    return jdk.version() >= oldestJdk;
  }

  /** The oldest Java that it runs on. */
  int oldestJdk() {
    return oldestJdk;
  }

  Server on(Jdk jdk) {
    return switch (this) {
      case WILDFLY -> new WildFly(jdk);
      case WILDFLY_PREVIEW -> WildFly.preview(jdk);
      case PAYARA_SERVER_6 -> PayaraServer.six(jdk);
      case PAYARA_SERVER_7 -> PayaraServer.seven(jdk);
      case PAYARA_MICRO_6 -> new PayaraMicro(jdk);
    };
  }
}
