using System.Text.Json;
using ModelDeploy.ModelServer.Serving;

namespace ModelDeploy.ModelServer.Seldon;

/// <summary>What a caller thinks of an earlier answer.</summary>
/// <param name="Reward">Any finite number; 0 where the caller gave none.</param>
/// <param name="Meta">The meta of the answer that is meant, else of the request, else empty.</param>
internal sealed record SeldonFeedback(double Reward, SeldonMeta Meta)
{
    /// <summary>The feedback in a message, or a sentence that says what is wrong with it.</summary>
    public static Outcome<SeldonFeedback> Read(JsonElement message)
    {
        var reward = 0.0;
        if (message.TryGetProperty("reward", out var given)
            && (given.ValueKind != JsonValueKind.Number || !double.IsFinite(reward = given.GetDouble())))
            return Outcome<SeldonFeedback>.Bad($"reward must be a finite number, but it is {JsonNames.Of(given)}.");
        if (message.FirstThatIsNoObject("", "request", "response", "truth") is { } misfit)
            return Outcome<SeldonFeedback>.Bad(misfit);

        var meant = message.ObjectOrNull("response") ?? message.ObjectOrNull("request") ?? message;
        return SeldonMeta.Read(meant).Try(out var meta, out var fault)
            ? Outcome<SeldonFeedback>.Good(new SeldonFeedback(reward, meta))
            : Outcome<SeldonFeedback>.Bad(fault);
    }
}
