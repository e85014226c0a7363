namespace ModelDeploy.Gateway.Direct;

/// <summary>What a client would have got for a <see cref="GatewayCall"/>.</summary>
/// <param name="Status">The status code.</param>
/// <param name="ContentType">The body's type, or null.</param>
/// <param name="RequestId">Under which it can be found in the model's log.</param>
/// <param name="SentAt">When it was sent, UTC.</param>
/// <param name="Took">From sending to the last byte.</param>
/// <param name="Body">The body, no more than was asked for.</param>
/// <param name="End">How the body ended.</param>
public sealed record GatewayAnswer(
    int Status, string? ContentType, string RequestId, DateTimeOffset SentAt, TimeSpan Took,
    ReadOnlyMemory<byte> Body, GatewayAnswerEnd End);
