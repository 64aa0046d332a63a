package org.castellan.testkit;

import java.io.IOException;
import java.util.Arrays;

/**
 * The main class of a child process: runs another main class and ends when standard input does,
 * which the kernel closes even when the parent is killed.
 */
public final class EndsWithParent {

  private EndsWithParent() {}

  /** {@code args}: the real main class, then its arguments. */
  public static void main(String[] args) throws ReflectiveOperationException {
    var watch = new Thread(EndsWithParent::awaitEnd, "ends-with-parent");
    watch.setDaemon(true);
    watch.start();
    Class.forName(args[0])
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
  }

  private static void awaitEnd() {
    try {
      while (System.in.read() >= 0) {}
    } catch (IOException e) {
      // The pipe broke: the parent is gone all the same.
    }
    Runtime.getRuntime().halt(0);
  }
}
