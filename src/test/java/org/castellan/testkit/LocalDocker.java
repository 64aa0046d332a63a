package org.castellan.testkit;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Docker on this machine, found by its socket: a look that takes no time where there is none. */
final class LocalDocker {

  private static final String UNIX = "unix://";

  private LocalDocker() {}

  /**
   * Whether somebody listens where Docker does. One on another machine is not looked for, because
   * the tests bind everything to 127.0.0.1.
   *
   * @param dockerHost what the environment says of it
   */
  static boolean listens(Optional<String> dockerHost) {
    String host = dockerHost.filter(name -> !name.isBlank()).orElse("unix:///var/run/docker.sock");
    return host.startsWith(UNIX) && listens(Path.of(host.substring(UNIX.length())));
  }

  private static boolean listens(Path socket) {
    if (!Files.exists(socket)) {
      return false;
    }
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      return false;
    }
  }
}
