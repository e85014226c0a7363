namespace ModelDeploy.Gateway.Answers;

/// <summary>An answer of the gateway's own, in place of the model's.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">A stable word for programs.</param>
/// <param name="Message">One sentence for people.</param>
/// <param name="RetryAfter">What <c>Retry-After</c> says; null where the status has none, or the usual.</param>
internal sealed record GatewayError(int Status, string Code, string Message, TimeSpan? RetryAfter = null);
