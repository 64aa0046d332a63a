package org.castellan.runtime.start;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;

/**
 * The record for which Java has last made {@code equals}, {@code hashCode} or {@code toString}.
 * Java keeps hold of the types in it (JDK-8078641), and so of the class loader of a WAR that has
 * been undeployed.
 */
final class LastRecord {

  /** As a record of one component. */
  private static final Class<?> ANY = String.class;

  private LastRecord() {}

  /** Has Java make the three of a type of its own, so that it holds on to that. */
  static void forget() {
    make("equals", MethodType.methodType(boolean.class, ANY, Object.class));
    make("hashCode", MethodType.methodType(int.class, ANY));
    make("toString", MethodType.methodType(String.class, ANY));
  }

  private static void make(String method, MethodType type) {
    MethodHandle component = MethodHandles.identity(ANY);
    try {
      var unused =
          ObjectMethods.bootstrap(MethodHandles.lookup(), method, type, ANY, "it", component);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
