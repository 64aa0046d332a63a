/** Real servers and broken networks for the tests: PostgreSQL, S3, and a proxy that misbehaves. */
package org.castellan.testkit;
