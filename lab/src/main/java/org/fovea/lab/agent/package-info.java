/**
 * The lab as programs see it: a server of the Model Context Protocol (MCP). Tools read the ledger, propose ideas, judge
 * and promote; limits, dead ends and gates hold whoever calls them.
 */
package org.fovea.lab.agent;
