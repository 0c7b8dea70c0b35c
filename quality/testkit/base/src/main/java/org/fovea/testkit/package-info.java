/** What tests of several modules share. */
package org.fovea.testkit;
