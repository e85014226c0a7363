using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Gateway.Direct;

namespace ModelDeploy.Portal.Components.Deployments.Detail.TryIt;

/// <summary>Sends requests to the model, through the gateway, and shows what it answers.</summary>
public sealed partial class TryItPanel : IAsyncDisposable
{
    private const int LongestBody = 80_000;
    private const int MostBytes = 128 * 1024;

    private readonly CancellationTokenSource _closing = new();
    private IJSObjectReference? _module;
    private DetectedProtocols _detected = new([], IsRecognised: false);
    private IReadOnlyList<TriedRequest> _tried = [];
    private (Guid Uid, string? Template, bool Serves)? _asked;
    private CancellationTokenSource? _sending;
    private GatewayAnswer? _answer;
    private string? _problem;
    private bool _detecting;
    private int _chosen;
    private string _method = HttpMethods.Post;
    private string _path = "";
    private string _body = "";

    /// <summary>Asks the model.</summary>
    [Inject] public required GatewayCaller Gateway { get; init; }

    /// <summary>Tells what the model speaks.</summary>
    [Inject] public required ProtocolDetector Detector { get; init; }

    /// <summary>Tells whether the viewer still may see the deployment.</summary>
    [Inject] public required DeploymentFeed Feed { get; init; }

    /// <summary>Tells where people reach the portal.</summary>
    [Inject] public required EndpointAddresses Addresses { get; init; }

    /// <summary>Keeps the last requests.</summary>
    [Inject] public required IJSRuntime Browser { get; init; }

    /// <summary>Who tries.</summary>
    [CascadingParameter] public required Viewer Viewer { get; set; }

    /// <summary>What is tried.</summary>
    [Parameter, EditorRequired] public required Deployment Deployment { get; set; }

    private bool Serves => Addresses.Of(Deployment) is not null;

    private string Key => $"try:{Deployment.Uid:n}";

    private string Hint => _detecting ? TryItTexts.Asking
        : Deployment.Spec.Access is AccessType.Private ? TryItTexts.PrivateEndpoint
        : !_detected.IsRecognised ? TryItTexts.Guess
        : _detected.Examples[_chosen].IsFitting ? TryItTexts.Fits
        : TryItTexts.Shape;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _closing.Dispose();
        try
        {
            if (_module is not null)
                await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and its module with it.
        }
    }

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        var now = (Deployment.Uid, Deployment.Status.Template, Serves);
        if (_asked == now)
            return;
        _asked = now;
        if (_detected.Examples.Count == 0)
            Take(Detector.Guess(Deployment));
        if (!Serves)
            return;
        var untouched = _detected.Examples[_chosen];
        _detecting = true;
        var found = await Detector.DetectAsync(Deployment, _closing.Token);
        _detecting = false;
        if ((_path, _body) == (untouched.Path, untouched.Body))
            Take(found);
        else
            (_detected, _chosen) = (found, 0);
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _module = await Browser.InvokeAsync<IJSObjectReference>("import", _closing.Token, "/js/try-history.js");
        _tried = TriedRequests.Read(await _module.InvokeAsync<string?>("read", _closing.Token, Key));
        if (_tried.Count > 0)
            StateHasChanged();
    }

    private void Take(DetectedProtocols detected)
    {
        (_detected, _chosen) = (detected, 0);
        (_method, _path, _body) = (HttpMethods.Post, detected.Examples[0].Path, detected.Examples[0].Body);
    }

    private void Choose(ChangeEventArgs change)
    {
        if (!int.TryParse(change.Value as string, out var at) || at < 0 || at >= _detected.Examples.Count)
            return;
        _chosen = at;
        (_method, _path, _body) = (HttpMethods.Post, _detected.Examples[at].Path, _detected.Examples[at].Body);
    }

    private void Use(TriedRequest request) => (_method, _path, _body, _problem) =
        (request.Method, request.Path, request.Body ?? "", request.Body is null && request.Method == HttpMethods.Post ? TryItTexts.BodyNotKept : null);

    private void Cancel() => _sending?.Cancel();

    private async Task SendAsync()
    {
        if (_sending is not null)
            return;
        (_answer, _problem) = (null, ProblemOf());
        if (_problem is not null)
            return;
        using var sending = _sending = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        try
        {
            var call = new GatewayCall(Deployment.Id, _method, _path.Trim(), _method == HttpMethods.Post ? Encoding.UTF8.GetBytes(_body) : null) { Origin = Addresses.Origin };
            _answer = await Gateway.SendAsync(call, MostBytes, sending.Token);
            await KeepAsync(_tried.With(new TriedRequest(_answer.SentAt, _method, _path.Trim(), _body, _answer.Status, (long)_answer.Took.TotalMilliseconds)));
        }
        catch (OperationCanceledException) when (!_closing.IsCancellationRequested)
        {
            _problem = TryItTexts.Cancelled;
        }
        finally
        {
            _sending = null;
        }
    }

    private string? ProblemOf() =>
        Feed.Find(Viewer, Deployment.Id) is null ? TryItTexts.Gone
        : !_path.TrimStart().StartsWith('/') ? TryItTexts.PathBeginsWithSlash
        : null;

    private Task ForgetAsync() => KeepAsync([]);

    private async Task KeepAsync(IReadOnlyList<TriedRequest> tried)
    {
        _tried = tried;
        if (_module is not null)
            await _module.InvokeVoidAsync("write", _closing.Token, Key, tried.Count == 0 ? null : TriedRequests.Write(tried));
    }
}
