package org.castellan.runtime.start;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ResourceBundle;
import org.castellan.runtime.settings.Settings;

/** What a start leaves in the log: one line, and one for each setting that calls for caution. */
public final class Announcement {

  private static final Logger LOG = System.getLogger(Announcement.class.getName());

  private Announcement() {}

  /** Which Castellan this is, as the build says. */
  public static String version() {
    return ResourceBundle.getBundle("org.castellan.runtime.start.castellan").getString("version");
  }

  public static void log(Settings settings) {
    LOG.log(
        Level.INFO,
        "Castellan {0} is up: node {1}, database {2}, defaults every {3}, all every {4}, window {5}",
        version(),
        settings.node().id(),
        settings.database().address(),
        settings.schedule().defaults().interval(),
        settings.schedule().all().interval(),
        settings.checks().window());
    settings.schedule().cautions().forEach(caution -> LOG.log(Level.WARNING, caution));
  }
}
