/**
 * The lab as programs see it: a server of the Model Context Protocol (MCP). Tools read the ledger, propose ideas, judge
 * and promote; limits, dead ends and gates hold for every caller.
 */
package org.fovea.lab.agent;
