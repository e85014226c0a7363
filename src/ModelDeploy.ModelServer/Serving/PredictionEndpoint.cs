namespace ModelDeploy.ModelServer.Serving;

/// <summary>Marks endpoints that ask the model: they are counted by protocol, and switches for tests apply to them alone.</summary>
internal sealed record PredictionEndpoint(string Protocol);
