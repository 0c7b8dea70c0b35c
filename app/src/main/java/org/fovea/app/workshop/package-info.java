/** The lab's workshop: how its experiments are encoded, inflated and scored. */
package org.fovea.app.workshop;
