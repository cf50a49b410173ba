package io.jitaccess.aws;

import java.util.Collection;
import java.util.Map;

/** AWS's query protocol: maps become elements, collections become {@code <member>}s. */
final class Xml {

    private Xml() {}

    static String response(String operation, Object answer) {
        StringBuilder text =
                new StringBuilder("<" + operation + "Response xmlns=\"https://fake/\"><" + operation + "Result>");
        append(text, answer);
        return text + "</" + operation + "Result><ResponseMetadata><RequestId>fake</RequestId></ResponseMetadata></"
                + operation + "Response>";
    }

    static String error(AwsFault fault) {
        return "<ErrorResponse><Error><Type>Sender</Type><Code>" + fault.code() + "</Code><Message>"
                + escape(String.valueOf(fault.getMessage()))
                + "</Message></Error><RequestId>fake</RequestId></ErrorResponse>";
    }

    private static void append(StringBuilder text, Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, inner) -> {
                text.append('<').append(name).append('>');
                append(text, inner);
                text.append("</").append(name).append('>');
            });
        } else if (value instanceof Collection<?> list) {
            list.forEach(inner -> {
                text.append("<member>");
                append(text, inner);
                text.append("</member>");
            });
        } else {
            text.append(escape(String.valueOf(value)));
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
