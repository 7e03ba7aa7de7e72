package dev.vedette.api.problem;

/**
 * What is wrong with one field or parameter.
 *
 * @param field its name, with dots between levels
 * @param message a phrase that begins with "must"
 */
public record FieldProblem(String field, String message) {}
