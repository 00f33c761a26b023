select outcome from request where platform = @platform and workspace = @workspace and id = @id;
