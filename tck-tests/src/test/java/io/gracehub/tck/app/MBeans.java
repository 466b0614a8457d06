// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.app;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;

/** The MBeans of the JVM, as a local JMX connection sees them: names, attributes, operations without parameters. */
@WebServlet("/mbeans")
public class MBeans extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        StringBuilder text = new StringBuilder();
        try {
            for (ObjectName name : server.queryNames(new ObjectName("io.gracehub:type=GracefulShutdown,*"), null)) {
                text.append("mbean ").append(name.getKeyProperty("server")).append('\n');
                for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                    Object value = server.getAttribute(name, attribute.getName());
                    text.append(attribute.getName()).append('=').append(value).append('\n');
                }
                text.append(Arrays.stream(server.getMBeanInfo(name).getOperations())
                        .map(operation -> operation.getName())
                        .sorted()
                        .toList());
                text.append('\n');
            }
        } catch (JMException e) {
            throw new IOException(e);
        }
        response.getWriter().print(text);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName(
                                    "io.gracehub:type=GracefulShutdown,server=" + request.getParameter("server")),
                            request.getParameter("operation"),
                            null,
                            null);
        } catch (RuntimeMBeanException e) {
            response.setStatus(HttpServletResponse.SC_CONFLICT);
            response.getWriter().print(e.getCause().getMessage());
        } catch (JMException e) {
            throw new IOException(e);
        }
    }
}
