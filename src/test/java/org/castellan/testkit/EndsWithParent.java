package org.castellan.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The main class of a child process: runs another main class and ends when standard input does,
 * which the kernel closes even when the parent is killed.
 */
public final class EndsWithParent {

  private EndsWithParent() {}

  /** {@code args}: the real main class, then its arguments. */
  public static void main(String[] args) throws ReflectiveOperationException {
    InputStream parent = System.in;
    // A program that reads it too, as Payara Server does for a password, would wait for ever.
    System.setIn(InputStream.nullInputStream());
    var watch = new Thread(() -> awaitEnd(parent), "ends-with-parent");
    watch.setDaemon(true);
    watch.start();
    Class.forName(args[0])
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
  }

  private static void awaitEnd(InputStream parent) {
    try {
      while (parent.read() >= 0) {}
    } catch (IOException e) {
      // The pipe broke: the parent is gone all the same.
    }
    Runtime.getRuntime().halt(0);
  }
}
