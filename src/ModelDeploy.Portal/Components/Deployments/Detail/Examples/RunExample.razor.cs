using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Gateway.Routing;
using ModelDeploy.Portal.Components.Deployments.Detail.TryIt;

namespace ModelDeploy.Portal.Components.Deployments.Detail.Examples;

/// <summary>How to ask the model from elsewhere, in several languages, in the protocol that it speaks.</summary>
public sealed partial class RunExample : IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly ElementReference[] _tabs = new ElementReference[Enum.GetValues<ExampleLanguage>().Length];
    private ExampleLanguage _language;
    private ProtocolExample _example = null!;
    private (Guid Uid, string? Template, string Image, bool Serves)? _asked;

    /// <summary>Tells where the model is reached.</summary>
    [Inject] public required EndpointAddresses Addresses { get; init; }

    /// <summary>Tells what the model speaks.</summary>
    [Inject] public required ProtocolDetector Detector { get; init; }

    /// <summary>Knows where old wrappers take predictions.</summary>
    [Inject] public required GatewayRoutes Routes { get; init; }

    /// <summary>What is called.</summary>
    [Parameter, EditorRequired] public required Deployment Deployment { get; set; }

    private string? Address => Addresses.Of(Deployment, _example.Path);

    private string Code => ExampleCode.For(_language, Address!, _example.Body, Deployment.Spec.Access);

    /// <inheritdoc />
    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    // A known example needs no asking: only for a model that nobody told anything of.
    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        var now = (Deployment.Uid, Deployment.Status.Template, Deployment.Spec.ModelImage, Addresses.Of(Deployment) is not null);
        if (_asked == now)
            return;
        _asked = now;
        _example = Detector.Guess(Deployment).Examples[0];
        if (now.Item4 && !_example.IsFitting)
            _example = (await Detector.DetectAsync(Deployment, _closing.Token)).Examples[0];
    }

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
