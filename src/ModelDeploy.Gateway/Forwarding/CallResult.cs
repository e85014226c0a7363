using ModelDeploy.Gateway.Answers;

namespace ModelDeploy.Gateway.Forwarding;

/// <summary>What came of asking a model: exactly one of the model's answer and an answer of ours.</summary>
internal readonly record struct CallResult(HttpResponseMessage? Answer, GatewayError? Error)
{
    public static implicit operator CallResult(HttpResponseMessage answer) => new(answer, null);

    public static implicit operator CallResult(GatewayError error) => new(null, error);
}
