package org.fovea.lab.agent;

import java.util.Map;

/**
 * What a tool found.
 *
 * @param text the same in short, for people and for clients that show nothing else
 * @param document for programs: texts, numbers, lists, maps and JSON nodes
 */
record Answer(String text, Map<String, Object> document) {}
