package org.castellan.runtime.wiring;

import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;

/** A server's directory in memory, for the whole JVM: JNDI makes the factory itself. */
public final class MemoryJndi implements InitialContextFactory {

  private static final Map<String, Object> ENTRIES = new ConcurrentHashMap<>();

  /** From now on there is this and nothing else. */
  static void install(Map<String, Object> entries) {
    ENTRIES.clear();
    ENTRIES.putAll(entries);
    System.setProperty(Context.INITIAL_CONTEXT_FACTORY, MemoryJndi.class.getName());
  }

  static void uninstall() {
    ENTRIES.clear();
    System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
  }

  @Override
  public Context getInitialContext(Hashtable<?, ?> environment) throws NamingException {
    return new Directory();
  }

  private static final class Directory extends InitialContext {

    Directory() throws NamingException {
      super(/* lazy= */ true);
    }

    @Override
    public Object lookup(String name) throws NamingException {
      Object entry = ENTRIES.get(name);
      if (entry == null) {
        throw new NameNotFoundException(name);
      }
      return entry;
    }

    @Override
    public void close() {}
  }
}
