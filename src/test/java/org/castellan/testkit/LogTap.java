package org.castellan.testkit;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What this JVM logs while it is open, however fine, with the traces of exceptions. */
public final class LogTap extends Handler implements AutoCloseable {

  private static final Logger ROOT = Logger.getLogger("");

  private final SimpleFormatter format = new SimpleFormatter();
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final Level before = ROOT.getLevel();

  private LogTap() {}

  public static LogTap everything() {
    var tap = new LogTap();
    ROOT.addHandler(tap);
    ROOT.setLevel(Level.ALL);
    return tap;
  }

  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void publish(LogRecord entry) {
    lines.add(format.format(entry));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    ROOT.setLevel(before);
    ROOT.removeHandler(this);
  }
}
