using Hangfire;
using Hangfire.Dashboard;

namespace ChatOpsIncidents.Host.Jobs;

/// <summary>The scheduler's own pages, for those who run the host.</summary>
public static class JobsPages
{
    /// <summary>Maps <c>/ops/jobs</c>.</summary>
    /// <param name="routes">Where.</param>
    /// <param name="maySee">Who may see it. Filters of endpoints are not asked here.</param>
    /// <param name="mayAct">Who may also run, repeat and remove jobs; absent: nobody.</param>
    public static void MapJobs(
        this IEndpointRouteBuilder routes,
        Func<HttpContext, bool> maySee,
        Func<HttpContext, bool>? mayAct = null
    ) =>
        routes.MapHangfireDashboard(
            "/ops/jobs",
            new DashboardOptions
            {
                Authorization = [new Guard(maySee)],
                IsReadOnlyFunc = context => mayAct?.Invoke(context.GetHttpContext()) is not true,
                DisplayStorageConnectionString = false,
                DashboardTitle = "Jobs",
                AppPath = "/ops",
                IgnoreAntiforgeryToken = mayAct is null, // nothing can be sent then
            }
        );

    private sealed class Guard(Func<HttpContext, bool> maySee) : IDashboardAuthorizationFilter
    {
        public bool Authorize(DashboardContext context) => maySee(context.GetHttpContext());
    }
}
