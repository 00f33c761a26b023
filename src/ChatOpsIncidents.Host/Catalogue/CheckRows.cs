namespace ChatOpsIncidents.Host.Catalogue;

/// <summary>The recovery checks of a service: rows of <c>checks</c> in <c>services.yaml</c>.</summary>
internal static class CheckRows
{
    private const string Kinds = "prometheus, datadog or cloudwatch (a query), json or http (an address)";

    /// <summary>Reads a row; null: it has faults.</summary>
    public static ServiceCheck? Read(YamlRow row)
    {
        var cloud = row.Row("cloudwatch");
        var (name, json, http) = (row.Text("name"), row.Address("json"), row.Address("http"));
        var (isJson, isHttp) = (row.Text("json") is not null, row.Text("http") is not null);
        var read = new ServiceCheck(name ?? "")
        {
            Prometheus = row.Text("prometheus"),
            Datadog = row.Text("datadog"),
            CloudWatch = cloud is null ? null : CloudWatch(cloud),
            Json = json,
            Path = row.Text("path"),
            Http = http,
            Expect = row.Whole("expect", 100, 599) ?? 200,
            Tolerance = row.Number("tolerance"),
            Bad = row.Choice<BadSide>("bad") ?? BadSide.Above,
            Baseline = row.Number("baseline"),
            Informs = row.Flag("informs"),
            MissingIsZero = row.Text("missing") == "zero",
            Unit = row.Text("unit"),
        };
        row.Done();
        bool[] given = [read.Prometheus is not null, read.Datadog is not null, cloud is not null, isJson, isHttp];
        var isOne = given.Count(one => one) == 1;
        if (name is null)
            row.Fault("name", "A check needs a name.");
        if (!isOne)
            row.Fault("prometheus", $"A check needs one of {Kinds}.");
        Fits(row, read, isHttp, isJson);
        var isWhole = name is not null && isOne && (!isHttp || http is not null) && (!isJson || json is not null);
        return isWhole && (cloud is null || read.CloudWatch is not null) ? read : null;
    }

    private static void Fits(YamlRow row, ServiceCheck check, bool isHttp, bool isJson)
    {
        if (isHttp && row.Text("tolerance") is not null)
            row.Fault("tolerance", "tolerance is for a number; an http check has expect: 200.");
        if (!isHttp && row.Text("expect") is not null)
            row.Fault("expect", "expect is for an http check; a number has tolerance: 0.01.");
        if (isJson && check.Path is null)
            row.Fault("path", "A json check needs path: where the number stands, such as data.error_ratio.");
        if (isJson && check.Baseline is null)
            row.Fault("baseline", "A json check needs baseline: an address knows no past to compare with.");
        if (row.Text("missing") is { } missing && missing is not ("zero" or "bad"))
            row.Fault("missing", "missing is zero (no data means none happened) or bad, which is the default.");
    }

    private static CloudWatchMetric? CloudWatch(YamlRow row)
    {
        var read = new CloudWatchMetric
        {
            Namespace = row.Text("namespace"),
            Metric = row.Text("metric"),
            Expression = row.Text("expression"),
            Stat = row.Text("stat") ?? "Sum",
            Period = row.Whole("period", 1, 86_400) ?? 60,
            Dimensions = row.Pairs("dimensions").ToDictionary(pair => pair.Name, pair => pair.Value),
        };
        row.Done();
        var isNamed = read is { Namespace: not null, Metric: not null };
        if (isNamed == read.Expression is not null)
            row.Fault("metric", "cloudwatch needs either namespace and metric, or an expression.");
        return isNamed == read.Expression is not null ? null : read;
    }
}
