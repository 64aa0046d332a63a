package org.castellan.runtime.container;

import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Looks the container's parts up by the names that settings give. */
public final class Jndi {

  private Jndi() {}

  /**
   * The thing of that name.
   *
   * @throws IllegalStateException when there is no such thing, with the setting that named it
   */
  @SuppressWarnings("BanJNDI") // The administrator's configuration names it, not a user.
  public static <T> T lookup(String name, Class<T> type, String setting) {
    try {
      return type.cast(InitialContext.doLookup(name));
    } catch (NamingException | ClassCastException e) {
      throw new IllegalStateException(
          "%s names %s, where the server has no %s.".formatted(setting, name, type.getSimpleName()),
          e);
    }
  }
}
