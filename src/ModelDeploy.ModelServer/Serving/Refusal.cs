namespace ModelDeploy.ModelServer.Serving;

/// <summary>Left in a request's features by an error answer, so that the log can say what the caller was told.</summary>
internal sealed record Refusal(string Sentence);
