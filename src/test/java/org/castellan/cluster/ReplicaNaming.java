package org.castellan.cluster;

import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.Proxy;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;

/** As much of a server's JNDI as the WAR looks up. Public for the JDK, which makes it by name. */
public final class ReplicaNaming implements InitialContextFactory {

  private static final Map<String, Object> BOUND = new ConcurrentHashMap<>();

  /** From now on this JVM's names are those that are bound here. */
  static void install() {
    System.setProperty(Context.INITIAL_CONTEXT_FACTORY, ReplicaNaming.class.getName());
    bind("java:comp/TransactionSynchronizationRegistry", noTransaction());
  }

  static void bind(String name, Object resource) {
    BOUND.put(name, resource);
  }

  private static Object noTransaction() {
    return Proxy.newProxyInstance(
        ReplicaNaming.class.getClassLoader(),
        new Class<?>[] {TransactionSynchronizationRegistry.class},
        (proxy, method, arguments) -> {
          if (method.getName().equals("getTransactionStatus")) {
            return Status.STATUS_NO_TRANSACTION;
          }
          throw new UnsupportedOperationException(method.getName());
        });
  }

  @Override
  public Context getInitialContext(Hashtable<?, ?> environment) throws NamingException {
    return new Names();
  }

  private static final class Names extends InitialContext {

    Names() throws NamingException {
      super(true);
    }

    @Override
    public Object lookup(String name) throws NamingException {
      Object found = BOUND.get(name);
      if (found == null) {
        throw new NameNotFoundException(name);
      }
      return found;
    }
  }
}
