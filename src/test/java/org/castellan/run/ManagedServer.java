package org.castellan.run;

import java.nio.file.Path;

/** One that takes applications while it runs. */
interface ManagedServer extends Server {

  /** Where it is unpacked. */
  Path home();

  /** Of its management interface on 127.0.0.1, once it is started; the same at each start. */
  int managementPort();

  /** Another one, which starts without Castellan. */
  ManagedServer withoutWar();
}
