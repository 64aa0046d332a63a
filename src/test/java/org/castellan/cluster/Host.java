package org.castellan.cluster;

import java.util.List;

/**
 * The machine that a replica's process runs on.
 *
 * @param database the address at which it finds the database
 * @param providers the address that the providers' names mean there
 * @param enter the command that starts a process there, before that process's own
 */
record Host(String database, String providers, List<String> enter) {

  /** This machine; the number tells the replica's doors apart. */
  static Host shared(int number) {
    return new Host("127.0.0.1", "127.0.1." + number, List.of());
  }
}
