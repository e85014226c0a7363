using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Portal.Api;
using ModelDeploy.Portal.Tests.Startup;

namespace ModelDeploy.Portal.Tests.Api;

public sealed class ApiTroubleTests
{
    [Fact]
    public async Task A_store_of_tokens_that_does_not_answer_refuses_nobody_for_good()
    {
        await using var portal = new PortalFactory { Further = services => services.Replace(ServiceDescriptor.Singleton<IApiTokenStore>(new SilentStore())) };
        await portal.InitializeAsync();
        using var client = new HttpClient { BaseAddress = new Uri(portal.Address) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiTokenText.Create());

        using var answer = await client.GetAsync("/api/v1/deployments", TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "5"), (answer.StatusCode, answer.Headers.RetryAfter?.ToString()));
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("The disk is full.", problem.RootElement.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task What_a_store_says_is_told_and_what_a_file_says_is_not()
    {
        Assert.Equal("The disk is full.", await DetailAsync(new StoreUnavailableException("The disk is full.")));
        Assert.Equal("This cannot be read now.", await DetailAsync(new IOException("/srv/models/secret.log is locked")));
        await Assert.ThrowsAsync<InvalidOperationException>(() => DetailAsync(new InvalidOperationException("A mistake of ours")));
    }

    private static async Task<string?> DetailAsync(Exception failure)
    {
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        var http = new DefaultHttpContext { RequestServices = services };
        var answer = await ApiTrouble.AnsweredAsync(EndpointFilterInvocationContext.Create(http), _ => throw failure);
        Assert.Equal("5", http.Response.Headers.RetryAfter);
        var problem = Assert.IsType<ProblemHttpResult>(answer).ProblemDetails;
        Assert.Equal(StatusCodes.Status503ServiceUnavailable, problem.Status);
        return problem.Detail;
    }

    private sealed class SilentStore : IApiTokenStore
    {
        public Task<ApiToken?> FindAsync(string hash, CancellationToken stop) => throw new StoreUnavailableException("The disk is full.");

        public Task<IReadOnlyList<ApiToken>> ListAsync(PersonKey person, CancellationToken stop) => throw new StoreUnavailableException("The disk is full.");

        public Task AddAsync(ApiToken token, CancellationToken stop) => throw new StoreUnavailableException("The disk is full.");

        public Task NoteUseAsync(ApiToken token, DateTimeOffset at, CancellationToken stop) => throw new StoreUnavailableException("The disk is full.");

        public Task<bool> RemoveAsync(PersonKey person, Guid id, CancellationToken stop) => throw new StoreUnavailableException("The disk is full.");
    }
}
