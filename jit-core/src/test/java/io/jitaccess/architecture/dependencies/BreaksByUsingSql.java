package io.jitaccess.architecture.dependencies;

import java.sql.Connection;

record BreaksByUsingSql(Connection connection) {}
