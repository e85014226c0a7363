using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Gateway.Routing;
using ModelDeploy.Portal.Components.Deployments.Detail.TryIt;
using ModelDeploy.Portal.Examples;

namespace ModelDeploy.Portal.Components.Deployments.Detail;

/// <summary>How to ask the model from elsewhere, in several languages, in the protocol that it is known to speak.</summary>
public sealed partial class RunExample
{
    private const string PredictPath = "/predict";

    private readonly ElementReference[] _tabs = new ElementReference[Enum.GetValues<ExampleLanguage>().Length];
    private ExampleLanguage _language;

    /// <summary>Tells where the model is reached.</summary>
    [Inject] public required EndpointAddresses Addresses { get; init; }

    /// <summary>Knows what the model speaks, or guesses it.</summary>
    [Inject] public required ProtocolDetector Detector { get; init; }

    /// <summary>Knows where old wrappers take predictions.</summary>
    [Inject] public required GatewayRoutes Routes { get; init; }

    /// <summary>What is called.</summary>
    [Parameter, EditorRequired] public required Deployment Deployment { get; set; }

    private string? Address => Addresses.Of(Deployment, Example.Path);

    // Looking at a page asks a model nothing: what it speaks is known once somebody has tried it.
    private ProtocolExample Example => (Detector.Known(Deployment) ?? Detector.Guess(Deployment)).Examples[0];

    private string Code => ExampleCode.For(_language, Address!, Example.Body, Deployment.Spec.Access);

    private static string IdOf(ExampleLanguage language) => $"example-{language.ToString().ToLowerInvariant()}";

    private static string NameOf(ExampleLanguage language) => language switch
    {
        ExampleLanguage.Curl => "curl",
        ExampleLanguage.Python => "Python",
        ExampleLanguage.CSharp => "C#",
        ExampleLanguage.JavaScript => "JavaScript",
    };

    private async Task MoveAsync(KeyboardEventArgs key)
    {
        var step = key.Key switch { "ArrowRight" => 1, "ArrowLeft" => _tabs.Length - 1, _ => 0 };
        if (step == 0)
            return;
        _language = (ExampleLanguage)(((int)_language + step) % _tabs.Length);
        await _tabs[(int)_language].FocusAsync();
    }
}
