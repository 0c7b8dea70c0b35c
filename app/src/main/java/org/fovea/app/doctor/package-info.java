/** What Fovea needs from the machine. */
package org.fovea.app.doctor;
