using System.Globalization;
using System.Text.Json;

namespace ModelDeploy.Core.Runtimes;

/// <summary>The environment variables that the platform gives every replica, whatever runs it. They win over the user's own.</summary>
public static class PlatformVariables
{
    private const string UnitName = "model";
    private const string PredictorName = "predictor1";

    /// <summary>Their names and values, in this order.</summary>
    /// <param name="id">The deployment's id.</param>
    /// <param name="modelUri">The model URI, or null for none.</param>
    /// <param name="port">The port that the replica must listen on.</param>
    public static IEnumerable<(string Name, string Value)> For(string id, string? modelUri, int port)
    {
        var number = port.ToString(CultureInfo.InvariantCulture);
        yield return ("PORT", number);
        yield return ("PREDICTIVE_UNIT_SERVICE_PORT", number);
        yield return ("PREDICTIVE_UNIT_ID", UnitName);
        yield return ("PREDICTOR_ID", PredictorName);
        yield return ("SELDON_DEPLOYMENT_ID", $"deploy-{id}");
        if (modelUri is null)
            yield break;
        yield return ("MODEL_URI", modelUri);
        var parameters = new[] { new { name = "model_uri", value = modelUri, type = "STRING" } };
        yield return ("PREDICTIVE_UNIT_PARAMETERS", JsonSerializer.Serialize(parameters));
    }
}
