/**
 * The lab as programs see it: a server of the Model Context Protocol (MCP), and what programs may cost. What its tools
 * do is said by who starts it; limits, dead ends and gates hold for every caller.
 */
package org.fovea.lab.agent;
