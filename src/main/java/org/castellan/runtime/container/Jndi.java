package org.castellan.runtime.container;

import java.util.List;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.castellan.runtime.settings.SettingsException;

/** Looks the container's parts up by the names that settings give. */
public final class Jndi {

  private Jndi() {}

  /**
   * The thing of that name.
   *
   * @throws SettingsException when there is no such thing, with the setting that named it
   */
  @SuppressWarnings("BanJNDI") // The administrator's configuration names it, not a user.
  public static <T> T lookup(String name, Class<T> type, String setting) {
    try {
      return type.cast(InitialContext.doLookup(name));
    } catch (NamingException | ClassCastException e) {
      var refusal =
          new SettingsException(
              List.of(
                  "%s names %s, where the server has no %s."
                      .formatted(setting, name, type.getSimpleName())));
      refusal.initCause(e);
      throw refusal;
    }
  }
}
