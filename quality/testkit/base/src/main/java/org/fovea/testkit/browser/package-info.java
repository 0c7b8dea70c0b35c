/** Pages in a real browser, for tests of other modules. */
package org.fovea.testkit.browser;
