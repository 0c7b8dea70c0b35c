package org.fovea.evaluate.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.List;
import java.util.Map;
import org.fovea.codec.FormatException;

/**
 * A node of a graph: an operator with the names of what goes in and out.
 *
 * @param index in the file, from 0
 * @param offset byte in the file
 * @param domain of the operator, empty for that of ONNX itself
 * @param operator as in "Conv"
 * @param name given by the exporter, may be empty
 * @param inputs names of values, empty where an optional input is left out
 * @param outputs likewise
 * @param attributes by name
 * @param opset version of the domain's operators
 */
record Node(
        int index,
        long offset,
        String domain,
        String operator,
        String name,
        List<String> inputs,
        List<String> outputs,
        Map<String, AttributeProto> attributes,
        int opset) {
    private static final int MAX_SHOWN = 80;

    /** For people: "node 12 /encoder/conv1/Conv (Conv)". */
    String place() {
        String shown = name.isEmpty() ? (outputs.isEmpty() ? "" : outputs.getFirst()) : name;
        return "node " + index + (shown.isEmpty() ? "" : " " + printable(shown)) + " ("
                + (domain.isEmpty() ? "" : printable(domain) + ".") + printable(operator) + ")";
    }

    FormatException wrong(String reason) {
        return new FormatException(ModelScan.SECTION, offset, place() + ": " + reason);
    }

    FormatException wrong(String reason, String hint) {
        return new FormatException(ModelScan.SECTION, offset, place() + ": " + reason, hint);
    }

    /** A name out of a file for one line of text. */
    static String printable(String name) {
        String plain = name.replaceAll("[^\\p{Print}]", "?").replace(';', ',');
        return plain.length() <= MAX_SHOWN ? plain : plain.substring(0, MAX_SHOWN) + "…";
    }
}
