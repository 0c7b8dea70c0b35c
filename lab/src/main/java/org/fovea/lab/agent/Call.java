package org.fovea.lab.agent;

import org.fovea.lab.record.Author;
import org.fovea.lab.queue.Workshop.Watcher;

/**
 * A call of a tool.
 *
 * @param arguments what it was given
 * @param by the agent
 * @param watcher is told how far a long call is
 */
record Call(Arguments arguments, Author by, Watcher watcher) {}
